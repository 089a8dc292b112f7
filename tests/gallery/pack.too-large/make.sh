cd policy/tanggu && mkdir kinds
{
	echo 'properties: {tea: {title: 茶, type: string}}'
	yes '# tea' | head -n 174000
} >kinds/station.yaml
cp kinds/station.yaml kinds/case.yaml
