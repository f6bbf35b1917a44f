# shellcheck shell=bash
# nginx: Debian's, with the paths, the log links and the configuration of the official image.
# shellcheck disable=SC2154

base_nginx() {
    base_debian bookworm
    derive '' nginx:1.22 nginx:stable nginx:latest <<EOF
FROM debian:bookworm-slim
ENV NGINX_VERSION=1.22.1
RUN $apt_install ca-certificates curl gettext-base nginx && $apt_clean && rm -f /etc/nginx/sites-enabled/default \
    && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log \
    && mkdir -p /usr/share/nginx/html && echo 'server { listen 80; root /usr/share/nginx/html; }' >/etc/nginx/conf.d/default.conf
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
EOF
}
