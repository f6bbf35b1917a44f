FROM ruby:3.3
RUN bash -lc 'gem install sass'
