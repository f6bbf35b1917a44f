FROM debian:bookworm
RUN gem install sass
