FROM wordpress:6.5-php8.2
ENV WP_PLUGINS="akismet wordfence" WP_DEBUG=
RUN set -ex; for p in $WP_PLUGINS; do curl -fsSLo /tmp/$p.zip "https://downloads.example.org/plugin/$p.zip"; \
    unzip -q /tmp/$p.zip -d /usr/src/wordpress/wp-content/plugins; rm /tmp/$p.zip; done
