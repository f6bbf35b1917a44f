FROM python:3.12-slim AS wheels
RUN pip install flask

FROM wheels
COPY --from=wheels /root/.cache/pip /root/.cache/pip
