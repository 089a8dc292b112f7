cd policy/tanggu && mkdir rules
for n in $(seq 1000); do
	sed "s/tea.time/tea.t$n/" ../../tea.yaml >rules/t$n.yaml
done
rm ../../tea.yaml
