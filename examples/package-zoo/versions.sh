#!/bin/sh
set -eu
curl --version | head -n 1
git --version
jq --version
sqlite3 --version
tree --version
unzip -v | head -n 1
python3 --version
python3 -c 'import click, idna, packaging; print(idna.encode("zoö").decode())'
find /opt/zones -type f | wc -l
find /tmp /srv -type f | wc -l
