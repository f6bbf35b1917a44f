FROM debian:bullseye AS compile
ENV NGINX_VERSION 1.24.0
RUN apt-get update && apt-get install -y build-essential libpcre3-dev zlib1g-dev wget
RUN wget https://nginx.example.org/download/nginx-$NGINX_VERSION.tar.gz && tar xzf nginx-$NGINX_VERSION.tar.gz
WORKDIR /nginx-$NGINX_VERSION
RUN ./configure \
      --prefix=/opt/nginx \
      --with-http_ssl_module \
      --with-threads && \
    make -j4 && make install
FROM debian:bullseye-slim
COPY --from=compile /opt/nginx /opt/nginx
RUN ln -sf /dev/stdout /opt/nginx/logs/access.log && ln -sf /dev/stderr /opt/nginx/logs/error.log
EXPOSE 80
CMD ["/opt/nginx/sbin/nginx", "-g", "daemon off;"]
