FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y curl
COPY app /srv/app/
RUN apt-get install -y jq
RUN if [ -n "$EXTRA" ]; then apt-get install -y $EXTRA; fi
