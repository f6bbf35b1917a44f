FROM python:3.12 AS build
RUN pipenv install
FROM build
COPY --from=build /root/.cache /cache
