FROM ruby:3.3
ARG SASS
RUN if [ -n "$SASS" ]; then gem install sass; fi
