FROM debian:trixie-slim
RUN apt-get update && \
	apt-get install -yq --fix-missing cmake
