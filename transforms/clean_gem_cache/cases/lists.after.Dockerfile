FROM ruby:3.3
RUN set -eux; \
	gem install sass; \
	gem install compass; \
	rm -rf /usr/local/bundle/cache/*.gem; \
	sass --version
