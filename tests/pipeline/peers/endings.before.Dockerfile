FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends jq || exit 1
RUN apt-get update && apt-get install -y --no-install-recommends jq || true
RUN apt-get update && apt-get install -y --no-install-recommends jq & wait
RUN apt-get update && apt-get install -y --no-install-recommends jq # the tool
RUN apt-get update && apt-get install -y --no-install-recommends jq;
RUN echo "apt-get install -y vim" && sed -e "s/a/${VERSION}/g" /etc/hosts
