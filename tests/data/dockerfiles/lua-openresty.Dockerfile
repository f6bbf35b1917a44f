FROM openresty/openresty:1.25.3.1-0-alpine-fat
RUN /usr/local/openresty/luajit/bin/luarocks install lua-resty-jwt 0.2.3
COPY nginx.conf /usr/local/openresty/nginx/conf/nginx.conf
