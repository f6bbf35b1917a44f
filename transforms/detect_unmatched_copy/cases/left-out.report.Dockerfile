FROM nginx:1.27
COPY --chown=nginx dist/ /usr/share/nginx/html/
ADD ["nginx.conf", "/etc/nginx/"]
