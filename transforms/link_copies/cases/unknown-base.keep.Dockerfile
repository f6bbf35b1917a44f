FROM example.org/team/base:3
COPY app /app/
