FROM ubuntu:24.04
RUN apt-get update && \
	apt-get install -y curl && \
	curl -fsSL https://example.org/install.sh | sh && \
	rm -rf /var/lib/apt/lists/*
