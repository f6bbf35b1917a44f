FROM python:3.12
COPY --from=gdal /opt/gdal /opt/gdal
ENV GDAL_CONFIG=/opt/gdal/bin/gdal-config
RUN pip install gdal
