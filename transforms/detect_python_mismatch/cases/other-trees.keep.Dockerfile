FROM python:3.12 AS build
RUN pip install --target /deps flask
FROM python:3.11-slim
COPY --from=build /deps /deps
COPY --from=build /usr/local/lib/python3.12/site-packages /deps
FROM python:3.11-slim
ENV PYTHONPATH=/usr/local/lib/python3.12/site-packages
COPY --from=build $PYTHONPATH $PYTHONPATH
