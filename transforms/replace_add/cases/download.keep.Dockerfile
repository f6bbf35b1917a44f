FROM debian:bookworm
ADD https://example.org/x.sh /x.sh
ADD git@example.org:x/y.git#main /y
ADD x.py HTTP://example.org/x.json /x/
