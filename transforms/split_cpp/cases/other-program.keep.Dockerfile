FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make nginx
WORKDIR /src
COPY module.c .
RUN gcc -shared -o /usr/lib/nginx/modules/counter.so module.c
WORKDIR /
CMD ["/usr/sbin/nginx", "-g", "daemon off;"]
