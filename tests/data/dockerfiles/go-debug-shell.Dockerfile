FROM golang:1.21-bookworm
RUN set -eux; \
	apt-get update; \
	apt-get install -y --no-install-recommends \
		gdb \
		strace \
	; \
	rm -rf /var/lib/apt/lists/*
RUN go install github.com/go-delve/delve/cmd/dlv@v1.22.1
CMD ["dlv", "debug", "--headless", "--listen=:2345"]
