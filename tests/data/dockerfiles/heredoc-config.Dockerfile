FROM alpine:3.19
COPY <<EOF /etc/motd
Welcome to ${HOSTNAME:-the box}.
FROM here on, be careful.
EOF
COPY <<'NGINX' /etc/nginx/conf.d/site.conf
server {
    listen 80;
    location / { try_files $uri /index.html; }
}
NGINX
RUN cat /etc/motd
