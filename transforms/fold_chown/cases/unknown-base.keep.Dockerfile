FROM example.org/team/base:1
COPY . /app
RUN chown -R 1000:1000 /app
