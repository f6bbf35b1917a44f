FROM debian:bookworm-slim
COPY lib /lib/tool/
COPY nginx.conf /etc/nginx/nginx.conf
COPY pid /var/run/tool/
COPY tool /tmp/
