FROM python:3.12-slim AS build
RUN pip install --prefix /install flask

FROM python:3.12-slim
COPY --from=build /install /usr/local
