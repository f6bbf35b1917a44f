ARG VERSION=8.13.0
FROM docker.elastic.co/elasticsearch/elasticsearch:${VERSION}
RUN bin/elasticsearch-plugin install --batch analysis-icu
COPY --chown=elasticsearch:root config/ /usr/share/elasticsearch/config/
