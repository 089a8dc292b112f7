# SPDX-License-Identifier: MIT
mkdir agencies
printf 'id: jia\nname: 甲\n' >agencies/jia.yaml
git init -q
git add sws.yaml agencies
git -c user.name=x -c user.email=x@example.org commit -q -m x
id=$(git rev-parse HEAD:agencies/jia.yaml)
cd ".git/objects/${id%"${id#??}"}"
chmod u+w *
echo garbage >"${id#??}"
