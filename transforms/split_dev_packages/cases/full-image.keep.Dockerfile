FROM python:3.12-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libldap2-dev
RUN pip install --no-cache-dir python-ldap
CMD ["python", "app.py"]
