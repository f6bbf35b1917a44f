FROM eclipse-temurin:17 AS a
COPY gradlew manage.py ./
CMD ["./gradlew", "bootRun"]

FROM python:3.12
COPY manage.py /app/manage.py
CMD ["/app/manage.py", "runserver", "0.0.0.0:8000"]
