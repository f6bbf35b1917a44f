FROM python:3.12
# how it starts
CMD gunicorn --workers 4 \
    # all interfaces

    --bind=0.0.0.0:8000 \
    app:app
