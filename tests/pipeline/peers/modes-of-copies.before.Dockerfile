FROM debian:12
COPY conf /etc/myapp
RUN chmod 700 /etc/myapp
COPY bin /usr/local/bin
RUN chmod 755 /usr/local/bin
COPY entrypoint.sh /entrypoint.sh
RUN chmod +x /entrypoint.sh
FROM node:22
USER node
COPY . .
FROM nginx:1.27
COPY entry.sh .
