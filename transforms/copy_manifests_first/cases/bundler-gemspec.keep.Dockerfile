FROM ruby:3.4-slim
ENV BUNDLE_DEPLOYMENT=1
WORKDIR /app
COPY . .
RUN gem install bundler -v 2.7.2
RUN bundle install --jobs 4
CMD ["ruby", "app.rb"]
