FROM ruby:2.6
ONBUILD COPY Gemfile Gemfile.lock /usr/src/app/
ONBUILD RUN bundle install --jobs 4
ONBUILD COPY . /usr/src/app
ONBUILD ENV RACK_ENV=production
WORKDIR /usr/src/app
CMD ["rackup", "-o", "0.0.0.0"]
