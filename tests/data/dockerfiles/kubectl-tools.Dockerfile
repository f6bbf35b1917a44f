FROM debian:bullseye-slim
ARG KUBECTL=v1.29.3
ARG HELM=v3.14.3
RUN apt-get update && apt-get -y install curl tar && \
    curl -Lo /usr/local/bin/kubectl https://dl.example.org/$KUBECTL/bin/linux/amd64/kubectl && \
    chmod +x /usr/local/bin/kubectl && \
    curl -L https://get.example.org/helm-$HELM-linux-amd64.tar.gz | tar xz --strip-components=1 -C /usr/local/bin linux-amd64/helm
