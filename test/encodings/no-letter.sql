-- no-letter.sql - a payer whose name cannot be said in LATIN1
SELECT replace(encode(convert_to('ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBOR         *241018*0500*^*00501*000000091*0*P*:~GS*HP*PLAN*HARBOR*20241018*0500*91*X*005010X221A1~ST*835*0001~BPR*I*10*C*ACH************20241018~TRN*1*T1*1930000001~N1*PR*PLAN@~N1*PE*HARBOR CLINIC*XX*1234567893~SE*6*0001~GE*1*91~IEA*1*000000091~', 'UTF8'), 'escape'), '@', '\342\204\242')::bytea AS era \gset
SELECT payer_name FROM rcm.remittance_payments(:'era');
