FROM debian:bookworm-slim
WORKDIR /src
ARG TO=/a
COPY . $TO
ENV TO=/b
RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
