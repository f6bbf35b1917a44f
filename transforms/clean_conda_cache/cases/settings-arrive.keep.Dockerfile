FROM continuumio/miniconda3
COPY .condarc /root/.condarc
RUN conda install -y numpy
