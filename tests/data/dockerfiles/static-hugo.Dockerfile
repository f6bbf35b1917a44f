FROM klakegg/hugo:0.111.3-ext-alpine AS site
COPY . /src
RUN hugo --minify
FROM caddy:2
COPY --from=site /src/public /usr/share/caddy
