FROM debian:trixie-slim
RUN apt-get update && \
	apt-get install -yq --fix-missing --no-install-recommends gcc libc6-dev make cmake
