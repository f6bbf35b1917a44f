ARG VARIANT
FROM mcr.microsoft.com/devcontainers/javascript-node:${VARIANT}
RUN apt-get update && apt-get install -y jq
