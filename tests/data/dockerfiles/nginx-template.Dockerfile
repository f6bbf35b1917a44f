FROM nginx:1.25
RUN rm /etc/nginx/conf.d/default.conf
COPY nginx/*.template /etc/nginx/templates/
COPY --chmod=0644 html/ /usr/share/nginx/html/
HEALTHCHECK NONE
STOPSIGNAL SIGQUIT
