FROM debian:bullseye
RUN useradd -u 1001 app && useradd other
