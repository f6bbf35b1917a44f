FROM nginx:1.27
CMD nginx -c /etc/x.conf
