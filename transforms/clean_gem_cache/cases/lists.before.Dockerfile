FROM ruby:3.3
RUN set -eux; \
	gem install sass; \
	gem install compass; \
	sass --version
