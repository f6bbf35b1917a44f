FROM python:3.12 AS build
RUN pip install --user gunicorn
FROM python:3.12-slim
COPY --from=build /root/.local /home/app/.local
ENV PATH=/home/app/.local/bin:$PATH
CMD ["gunicorn", "app:app"]
FROM python:3.12-slim
COPY --from=build /root/.local /home/app/.local
CMD ["python", "-m", "gunicorn", "app:app"]
FROM python:3.12-slim
COPY --from=build /root/.local /home/app/.local
CMD ["/home/app/.local/bin/gunicorn", "app:app"]
FROM python:3.12-slim
RUN pip install gunicorn
COPY --from=build /root/.local /home/app/.local
CMD gunicorn app:app
