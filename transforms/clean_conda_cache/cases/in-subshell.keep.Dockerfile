FROM continuumio/miniconda3
RUN (export PATH=/opt/other/bin:$PATH && conda install -y numpy)
