ARG BASE
FROM $BASE
RUN gem install sass
