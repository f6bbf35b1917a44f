FROM python:3.13-slim AS build
EXPOSE 8000
CMD ["python", "a.py"]
FROM scratch
COPY --from=build /a /a
