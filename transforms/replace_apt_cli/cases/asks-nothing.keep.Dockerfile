FROM debian:bookworm-slim
RUN apt-get install --dry-run jq && apt-get install --print-uris vim && apt-get --version && apt --help
