FROM debian:bookworm-slim AS base
RUN apt-get update && apt-get install -y curl
COPY app /srv/app/
RUN apt-get install -y jq

FROM base
RUN make -C /srv/app
