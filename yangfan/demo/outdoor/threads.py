"""What was said after the first letter: hours later, by whom, in which words. Each thread ends with our answer."""

IN, OUT = "in", "out"
THREADS: dict[str, list[tuple[int, str, str]]] = {
    'k.brandt@brandt-gartenwelt.example': [
        (15, IN, 'Vielen Dank für das schnelle Angebot. Können Sie die 92 Sets auf zwei Farben aufteilen, 46 in Anthrazit und 46 in Sand?'),
        (2, OUT, 'Ja, 46 und 46 sind ohne Aufpreis möglich. Die Sets werden getrennt gepackt und beschriftet.'),
    ],
    'cmoreau@jardins-estuaire.example': [
        (8, IN, "Merci pour le plan. Pouvez-vous garantir le prix jusqu'au 10 décembre ?"),
        (3, OUT, "Oui, le prix est garanti jusqu'au 10 décembre. L'acompte est de 30 %."),
    ],
    'j.cooper@harbourside-hotels.example': [
        (7, IN, 'That sounds good. Please send one sample in grey to our hotel in Falmouth, and tell me what 40 extra slings would cost.'),
        (2, OUT, 'The sample leaves on Thursday. 40 slings cost 9.80 dollars each, shipped with the goods.'),
    ],
    'tomasz@ogrod-taras.example': [
        (20, IN, 'Thank you. Is a vent in the canopy included in the price?'),
        (1, OUT, 'Yes, the vent is included. Every canopy has one.'),
    ],
    'sarah@lakeside-living.example': [
        (22, IN, 'Deposit can go out on 9 December. Will you share the ISTA report before that?'),
        (2, OUT, 'The ISTA report is attached. We reserve the loading slot until 12 December.'),
    ],
    'lucia.ibanez@costaclara.example': [
        (30, IN, 'Las muestras llegaron bien y la malla nos gusta. Confirmamos las 240 tumbonas, por favor envíen la factura proforma.'),
        (2, OUT, 'Muchas gracias, Lucía. La factura proforma va adjunta, producción de 35 días desde el anticipo.'),
    ],
    'fahad@rimal-outdoor.example': [
        (18, IN, 'شكراً على الدليل. هل يمكن تخفيض السعر إذا طلبنا حاويتين، أي 52 برجولة؟'),
        (4, OUT, 'نعم أستاذ فهد، عند طلب 52 برجولة نخصم 4%. السعر الجديد في العرض المرفق.'),
        (26, IN, 'ممتاز، سنرد عليكم بعد اجتماع الإدارة يوم الأحد.'),
        (1, OUT, 'شكراً لكم أستاذ فهد. سنحجز لكم الإنتاج حتى يوم الأحد.'),
    ],
    'o.sokolova@dacha-style.example': [
        (10, IN, 'Спасибо за протокол. Можно ли заменить 60 стульев на зелёный цвет?'),
        (3, OUT, 'Да, 60 стульев могут быть зелёными без доплаты. Срок остаётся прежним.'),
    ],
    'joao@varandabrasil.example': [
        (12, IN, 'Obrigado. Precisamos também de 20 guarda-sóis brancos, cabem no mesmo contêiner?'),
        (2, OUT, 'Sim, 20 guarda-sóis ainda cabem. A cotação atualizada segue em anexo.'),
    ],
    'jan@vandijk-tuin.example': [
        (16, IN, 'The label artwork is attached. Please confirm that 760 chairs still fit with 4 per carton.'),
        (1, OUT, 'Confirmed, 760 chairs in 190 cartons fit. Loading is on Wednesday of week 50.'),
    ],
    'emily@muskokadock.example': [
        (14, IN, 'Perfect. Does the pergola motor run on 110 V, and who installs it?'),
        (3, OUT, 'Yes, the motors are 110 V for Canada. Two people install one pergola in a day; a video is attached.'),
    ],
    'nattaya@samuipool.example': [
        (40, IN, 'The price is fine. Can we pay 20% deposit and the rest before shipment?'),
        (4, OUT, 'For a first order we ask for 30% deposit. From the second order 20% is fine.'),
    ],
    'florian@cafe-lang.example': [
        (24, IN, 'Gibt es die Schirme auch in 3 m Durchmesser?'),
        (2, OUT, 'Ja, 3 m kosten 14 Dollar mehr pro Schirm. Die Farben sind dieselben.'),
    ],
    'diego@terrazasur.example': [
        (33, IN, 'Gracias. ¿Cuánto cuestan las luces LED para las 10 pérgolas?'),
        (2, OUT, 'Las luces cuestan 85 dólares por pérgola, 850 dólares en total. El plazo no cambia.'),
    ],
    'beatriz@quintadomar.example': [
        (20, IN, 'Está bem, fechamos os 18 conjuntos com base de chumbar. Quando podem entregar em Lisboa?'),
        (2, OUT, 'Obrigado, Beatriz. O navio chega a Lisboa em 38 dias.'),
    ],
    'ahmed@redseasupply.example': [
        (28, IN, 'هل يمكن شحن الدفعة الأولى قبل 20 ديسمبر؟ نحتاج أيضاً 30 صندوق وسائد.'),
        (3, OUT, 'نعم، نشحن الدفعة الأولى في 18 ديسمبر. أضفنا 30 صندوقاً إلى العرض.'),
    ],
    'ricardo@patiopampa.example': [
        (19, IN, 'De acuerdo con el 40 %. ¿Pueden incluir 10 sillas de repuesto?'),
        (2, OUT, 'Sí, incluimos 10 sillas de repuesto sin costo. Quedamos a la espera de su anticipo.'),
    ],
    'paola@rivieramuebles.example': [
        (36, IN, 'Nos interesa Quintana Roo con tres contenedores al año. ¿Nos envían el contrato?'),
        (5, OUT, 'Con gusto, Paola. El contrato va adjunto, con precios fijos por 6 meses.'),
    ],
    'salma@dunecamp.example': [
        (25, IN, 'وصلت الصور، شكراً لكم. هل تتحمل الأغطية الشمس طوال 3 سنوات؟'),
        (2, OUT, 'القماش مضمون ضد بهتان اللون لمدة 3 سنوات. نرسل لكم عينة من القماش.'),
    ],
    'yamamoto@setouchi-resort.example': [
        (11, IN, 'ご返信ありがとうございます。40 台まとめて注文した場合、送料はいくらですか？'),
        (2, OUT, '40 台の場合、神戸港までの送料は 620 ドルです。30 日で出荷できます。'),
    ],
}  # fmt: skip
