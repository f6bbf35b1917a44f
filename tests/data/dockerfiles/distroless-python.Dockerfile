FROM python:3.11-slim AS deps
RUN pip install --target=/deps httpx
FROM gcr.io/distroless/python3-debian12:nonroot
COPY --from=deps /deps /deps
ENV PYTHONPATH=/deps
COPY main.py /
CMD ["/main.py"]
