FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git && apt-get install -y --no-install-recommends wget
RUN apt-get update && apt-get install -y --no-install-recommends curl
