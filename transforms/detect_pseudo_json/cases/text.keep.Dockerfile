FROM python:3.12
COPY a[0-9] ['x'].txt /b/
CMD python -c "print(['a'])"
