FROM debian:bookworm-slim
WORKDIR /srv
RUN git clone --depth 1 https://example.org/site.git
RUN chown -R www-data:www-data /srv/site
